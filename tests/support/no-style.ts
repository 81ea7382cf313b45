// Style sheets have no meaning in jsdom: importing one brings nothing but this.
export default '';
