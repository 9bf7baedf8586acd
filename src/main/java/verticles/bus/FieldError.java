package verticles.bus;

/**
 * One thing wrong with the input.
 *
 * @param pointer where it is: a JSON pointer, a parameter name, or {@code line 7, column price}
 * @param detail what was read and what is accepted
 */
public record FieldError(String pointer, String detail) {}
