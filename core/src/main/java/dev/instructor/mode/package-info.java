/** How a model is asked for structure. */
@NullMarked
package dev.instructor.mode;

import org.jspecify.annotations.NullMarked;
