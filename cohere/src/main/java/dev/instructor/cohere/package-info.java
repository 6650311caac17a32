/** The Chat API of Cohere, version 2. */
@NullMarked
package dev.instructor.cohere;

import org.jspecify.annotations.NullMarked;
