/** What a caller of the simulator got wrong: one sentence that says what would be right. */
export class BadInput extends Error {}

/** Something that was asked for by name is not there. */
export class NotFound extends Error {}
