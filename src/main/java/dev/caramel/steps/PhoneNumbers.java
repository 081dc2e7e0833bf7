package dev.caramel.steps;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes phone numbers in one way, as Google's libphonenumber does: {@code (212) 555-2368} becomes
 * {@code +1 212-555-2368}. For a route that a sync names as its {@code transform}.
 */
@Component("phoneNumbers")
public class PhoneNumbers {
  private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();

  /**
   * Cleans the numbers of one record. What is no valid number (a note, too few digits) stays as it
   * is, because nobody wants to lose it; so do empty values, and columns that the record lacks.
   *
   * @param record values by column, as a transform gets them; changed in place
   * @param columns names of the columns that hold numbers, separated by commas
   * @param region country of numbers without a country code, as ISO 3166 has it, such as {@code US}
   * @return the record
   * @throws IllegalArgumentException if there is no such region
   */
  public Map<String, Object> clean(Map<String, Object> record, String columns, String region) {
    if (!library.getSupportedRegions().contains(region)) {
      throw new IllegalArgumentException(
          "There is no region '%s' of phone numbers: write two capital letters, such as US."
              .formatted(region));
    }
    for (String column : columns.split(",", -1)) {
      record.computeIfPresent(column.strip(), (name, written) -> clean(written, region));
    }
    return record;
  }

  private @Nullable Object clean(Object written, String region) {
    try {
      PhoneNumber number = library.parse(written.toString(), region);
      return library.isValidNumber(number)
          ? library.format(number, PhoneNumberFormat.INTERNATIONAL)
          : written;
    } catch (NumberParseException e) {
      return written;
    }
  }
}
