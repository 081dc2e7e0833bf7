<?php

if (!defined('sugarEntry') || !sugarEntry) {
    die('Not A Valid Entry Point');
}

require_once 'custom/include/caramel/CaramelProblem.php';

use Sugarcrm\Sugarcrm\Security\HttpClient\ExternalResourceClient;

/**
 * Sends a request over HTTP with the client that Sugar 11 and later give to packages.
 */
class CaramelTransport
{
    private $seconds;

    /** @param float $seconds that an answer may take */
    public function __construct($seconds)
    {
        $this->seconds = (float) $seconds;
    }

    /**
     * @return array of the answer's "status" (int) and "body" (text), whatever the status is
     * @throws CaramelProblem if no answer came
     */
    public function get($url, array $headers)
    {
        try {
            $client = new ExternalResourceClient($this->seconds, 1);
            $response = $client->get($url, $headers);
            return array(
                'status' => (int) $response->getStatusCode(),
                'body' => (string) $response->getBody()->getContents(),
            );
        } catch (Exception $e) {
            // Of several classes: transport failures, addresses that Sugar does not allow, URLs it can't read.
            throw self::problem($e->getMessage());
        }
    }

    /** The kinds of failure can be told apart by the words of the network library only. */
    private static function problem($said)
    {
        if (preg_match('/timed? ?out|cURL error 28/i', $said)) {
            return new CaramelProblem('timeout', $said);
        }
        if (preg_match('/SSL|TLS|certificate|cURL error (35|51|58|60|77)/i', $said)) {
            return new CaramelProblem('tls', $said);
        }
        return new CaramelProblem('unreachable', $said);
    }
}
