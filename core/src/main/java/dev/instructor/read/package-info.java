/** From the text of an answer to checked JSON. */
@NullMarked
package dev.instructor.read;

import org.jspecify.annotations.NullMarked;
