/** Activities, and the score sheets that turn them into points. */
@NullMarked
package dev.caramel.score;

import org.jspecify.annotations.NullMarked;
