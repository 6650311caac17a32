/** The native interface of Ollama. */
@NullMarked
package dev.instructor.ollama;

import org.jspecify.annotations.NullMarked;
