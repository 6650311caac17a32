/** How a typed answer is asked for, found in the response, and asked for again. */
@NullMarked
package dev.instructor.mode;

import org.jspecify.annotations.NullMarked;
