package dev.caramel.sandbox.catalog;

/**
 * One link of a module to another (reference 6.1).
 *
 * @param name the link's name, as it stands in {@code /<module>/<id>/link/<name>}
 * @param module the module at its other end
 * @param relationship the name of the relationship behind it
 */
public record SugarLink(String name, String module, String relationship) {}
