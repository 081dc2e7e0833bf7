/** The people, companies and lists that the played Sugar holds, computed from a seed. */
@org.jspecify.annotations.NullMarked
package dev.caramel.sandbox.data;
