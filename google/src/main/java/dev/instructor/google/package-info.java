/** The generateContent format of Google's Gemini API and Vertex AI. */
@NullMarked
package dev.instructor.google;

import org.jspecify.annotations.NullMarked;
