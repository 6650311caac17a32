/** The rules of the design, checked on the compiled modules and on their sources. */
@NullMarked
package dev.instructor.architecture;

import org.jspecify.annotations.NullMarked;
