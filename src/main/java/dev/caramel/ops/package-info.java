/** What ops watches: settings, health, metrics, JMX. */
@NullMarked
package dev.caramel.ops;

import org.jspecify.annotations.NullMarked;
