<?php

if (!defined('sugarEntry') || !sugarEntry) {
    die('Not A Valid Entry Point');
}

require_once 'custom/include/caramel/CaramelProblem.php';

/**
 * Sends a request over HTTP with cURL: Sugar 8 to 10 have nothing else to offer to packages. Only an
 * on-site Sugar whose package scanner allows cURL installs this build.
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
        $lines = array();
        foreach ($headers as $name => $value) {
            $lines[] = $name . ': ' . $value;
        }
        $curl = curl_init($url);
        curl_setopt_array($curl, array(
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_HTTPHEADER => $lines,
            CURLOPT_TIMEOUT_MS => (int) round(1000 * $this->seconds),
            CURLOPT_FOLLOWLOCATION => false,
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
            CURLOPT_SSL_VERIFYPEER => true,
            CURLOPT_SSL_VERIFYHOST => 2,
        ));
        $body = curl_exec($curl);
        $number = curl_errno($curl);
        $said = 'cURL error ' . $number . ': ' . curl_error($curl);
        $status = (int) curl_getinfo($curl, CURLINFO_HTTP_CODE);
        curl_close($curl);
        if ($body !== false) {
            return array('status' => $status, 'body' => (string) $body);
        }
        if ($number === CURLE_OPERATION_TIMEOUTED) {
            throw new CaramelProblem('timeout', $said);
        }
        if (in_array($number, array(35, 51, 58, 60, 77), true)) {
            throw new CaramelProblem('tls', $said);
        }
        throw new CaramelProblem('unreachable', $said);
    }
}
