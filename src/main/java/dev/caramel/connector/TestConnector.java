package dev.caramel.connector;

import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** What a Sugar administrator reads when every check of Test Connector went well. */
@Component("testConnector")
public class TestConnector {
  /** The good news. */
  public Success answer(@Variable("account") String account) {
    return new Success("Test Successful", account);
  }

  /**
   * Answer of the test.
   *
   * @param message always the same
   * @param account id of the account that the key belongs to
   */
  record Success(String message, String account) {}
}
