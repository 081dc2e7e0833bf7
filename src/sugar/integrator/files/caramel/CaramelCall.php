<?php

if (!defined('sugarEntry') || !sugarEntry) {
    die('Not A Valid Entry Point');
}

require_once 'custom/include/caramel/CaramelProblem.php';
require_once 'custom/include/caramel/CaramelTransport.php';

/**
 * Calls Caramel's connector API with the key of an account, and judges what comes back.
 */
class CaramelCall
{
    /** A dashlet waits no longer than this. */
    const SECONDS = 8;

    private static $reasons = array(
        'missing_key' => 'key',
        'invalid_key' => 'key',
        'revoked_key' => 'key',
        'illegal_remote_endpoint' => 'ip',
        'unknown_team' => 'team',
        'unknown_call' => 'refused',
        'invalid_request' => 'refused',
        'too_many_attempts' => 'busy',
    );

    private $transport;

    public function __construct($transport = null)
    {
        $this->transport = $transport ? $transport : new CaramelTransport(self::SECONDS);
    }

    /**
     * Asks Caramel for something.
     *
     * @param CaramelAccount $account whose data
     * @param string $call name of the call, such as "activities"
     * @param array $parameters of the call; empty ones are left out
     * @return array what Caramel answered
     * @throws CaramelProblem if there is no such answer
     */
    public function get(CaramelAccount $account, $call, array $parameters = array())
    {
        $query = array();
        foreach ($parameters as $name => $value) {
            if ($value !== null && $value !== '') {
                $query[$name] = is_bool($value) ? ($value ? 'true' : 'false') : $value;
            }
        }
        $url = $account->url . '/connector/v1/' . $call;
        if (count($query) > 0) {
            $url .= '?' . http_build_query($query, '', '&', PHP_QUERY_RFC3986);
        }
        $headers = array('X-API-Key' => $account->key, 'Accept' => 'application/json');
        if ($account->team !== '') {
            $headers['X-Sugar-Team'] = preg_replace('/[\x00-\x1f\x7f]/', '', $account->team);
        }
        return $this->judged($this->transport->get($url, $headers));
    }

    private function judged(array $answer)
    {
        $body = json_decode($answer['body'], true);
        if ($answer['status'] === 200 && is_array($body)) {
            return $body;
        }
        $message = is_array($body) && isset($body['message']) && is_string($body['message']) ? $body['message'] : '';
        $error = is_array($body) && isset($body['error']) && is_string($body['error']) ? $body['error'] : '';
        if (isset(self::$reasons[$error])) {
            throw new CaramelProblem(self::$reasons[$error], $message);
        }
        $said = 'HTTP ' . $answer['status'] . ($message === '' ? '' : ': ' . $message);
        if ($answer['status'] === 429) {
            throw new CaramelProblem('busy', $said);
        }
        if ($answer['status'] >= 500) {
            throw new CaramelProblem('failed', $said);
        }
        throw new CaramelProblem('not_caramel', $said);
    }
}
