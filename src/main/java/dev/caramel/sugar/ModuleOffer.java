package dev.caramel.sugar;

/**
 * A module that a list can be made of.
 *
 * @param name key in REST: {@code Prospects}
 * @param label what people call it: {@code Targets}
 * @param count how many records our user sees
 */
public record ModuleOffer(String name, String label, long count) {}
