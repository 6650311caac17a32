/** What the caller wants, and how an answer becomes a value of it. */
@NullMarked
package dev.instructor.shape;

import org.jspecify.annotations.NullMarked;
