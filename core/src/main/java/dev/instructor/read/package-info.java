/**
 * From the text of an answer to a JSON value that keeps to a schema, or to the problems why not.
 */
@NullMarked
package dev.instructor.read;

import org.jspecify.annotations.NullMarked;
