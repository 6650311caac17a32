/** Rules of the caller that a value has to meet. */
@NullMarked
package dev.instructor.validate;

import org.jspecify.annotations.NullMarked;
