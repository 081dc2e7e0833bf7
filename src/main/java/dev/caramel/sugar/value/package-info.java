/** Values of Sugar's fields: how they are read from JSON, compared and kept. */
@NullMarked
package dev.caramel.sugar.value;

import org.jspecify.annotations.NullMarked;
