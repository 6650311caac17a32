/** Neutral chat requests and responses, and the one interface behind which every model stands. */
@NullMarked
package dev.instructor.chat;

import org.jspecify.annotations.NullMarked;
