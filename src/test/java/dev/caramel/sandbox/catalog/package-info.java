/** What the played Sugar knows about its modules: fields, dropdowns, labels, error texts. */
@org.jspecify.annotations.NullMarked
package dev.caramel.sandbox.catalog;
