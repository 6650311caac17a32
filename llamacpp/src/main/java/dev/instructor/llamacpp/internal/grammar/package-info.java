/** JSON Schema as a grammar of llama.cpp (GBNF), and what a grammar accepts. */
@NullMarked
package dev.instructor.llamacpp.internal.grammar;

import org.jspecify.annotations.NullMarked;
