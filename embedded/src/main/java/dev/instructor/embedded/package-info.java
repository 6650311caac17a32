/** The bundled extraction model. */
@NullMarked
package dev.instructor.embedded;

import org.jspecify.annotations.NullMarked;
