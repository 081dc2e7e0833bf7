package dev.caramel.sugar;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field that a column can be mapped to.
 *
 * @param name key: {@code first_name}
 * @param label text for people
 * @param type Sugar's type
 * @param length most characters, or null
 * @param options keys and labels of a dropdown, in Sugar's order; null for other fields
 * @param required whether Sugar's screens demand it
 * @param writable whether our user may write it
 * @param recommended whether most lists want it
 */
public record FieldOffer(
    String name,
    String label,
    String type,
    @Nullable Integer length,
    @Nullable Map<String, String> options,
    boolean required,
    boolean writable,
    boolean recommended) {}
