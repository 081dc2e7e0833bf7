package dev.caramel.sugar;

import java.util.Map;

/**
 * A target list of Sugar.
 *
 * @param id id of the list's record
 * @param name its name
 * @param type its type: {@code default}, {@code seed}, {@code exempt}, ... (reference 6.2)
 * @param counts how many members it has of each module: {@code Leads}, {@code Contacts}, ...
 */
public record TargetListOffer(String id, String name, String type, Map<String, Long> counts) {}
