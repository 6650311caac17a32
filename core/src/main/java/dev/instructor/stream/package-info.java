/** Values that are still growing. */
@NullMarked
package dev.instructor.stream;

import org.jspecify.annotations.NullMarked;
