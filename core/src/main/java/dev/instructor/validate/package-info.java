/** Rules on the value that a schema cannot express. */
@NullMarked
package dev.instructor.validate;

import org.jspecify.annotations.NullMarked;
