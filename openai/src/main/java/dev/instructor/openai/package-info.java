/** The chat completions format of OpenAI, and the vendors that speak it. */
@NullMarked
package dev.instructor.openai;

import org.jspecify.annotations.NullMarked;
