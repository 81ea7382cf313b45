export declare function png(width: number, height: number, pixels: Uint8Array): Buffer;
export declare function colorIcon(): Buffer;
export declare function outlineIcon(): Buffer;
