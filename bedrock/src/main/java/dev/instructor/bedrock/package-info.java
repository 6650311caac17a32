/** The Converse API of Amazon Bedrock, and Claude on Bedrock in its own format. */
@NullMarked
package dev.instructor.bedrock;

import org.jspecify.annotations.NullMarked;
