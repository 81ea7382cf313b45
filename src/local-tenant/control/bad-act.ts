// An act that makes no sense here: the sentence is for whoever wrote the test.

export class BadAct extends Error {}
