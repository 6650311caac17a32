package dev.instructor.embedded.internal;

import dev.instructor.json.Json;

/**
 * A piece of the text that can be read as a value.
 *
 * @param start the offset of its first character
 * @param end the offset behind its last character
 * @param value the value in the form that the schema wants
 */
record Found(int start, int end, Json value) {}
