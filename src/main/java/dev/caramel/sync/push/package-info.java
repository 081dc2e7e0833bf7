/** The push rules of a sync. */
@NullMarked
package dev.caramel.sync.push;

import org.jspecify.annotations.NullMarked;
