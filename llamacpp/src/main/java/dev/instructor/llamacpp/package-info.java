/** GGUF models in this process, by llama.cpp. */
@NullMarked
package dev.instructor.llamacpp;

import org.jspecify.annotations.NullMarked;
