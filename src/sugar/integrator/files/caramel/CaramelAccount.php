<?php

if (!defined('sugarEntry') || !sugarEntry) {
    die('Not A Valid Entry Point');
}

/**
 * One of Caramel's accounts as the connector's properties name it: the global one, or that of a team.
 */
class CaramelAccount
{
    /** @var string name of the Sugar team that the account works for; empty for the global account */
    public $team;

    /** @var string address of Caramel without a slash at its end */
    public $url;

    /** @var string API key of the account; leaves this server only in the header of a call */
    public $key;

    public function __construct($team, $url, $key)
    {
        $this->team = trim((string) $team);
        $this->url = rtrim(trim((string) $url), '/');
        $this->key = trim((string) $key);
    }

    /** Whether nothing at all was entered for the account. */
    public function isBlank()
    {
        return $this->team === '' && $this->url === '' && $this->key === '';
    }

    /**
     * What is wrong with what was entered, in words for the administrator; empty if nothing is.
     */
    public function mistake()
    {
        if ($this->url === '') {
            return 'the URL is missing';
        }
        $parts = parse_url($this->url);
        $scheme = isset($parts['scheme']) ? strtolower($parts['scheme']) : '';
        if (!in_array($scheme, array('http', 'https'), true) || empty($parts['host'])) {
            return 'the URL must look like https://caramel.example.com';
        }
        if (isset($parts['user']) || isset($parts['query']) || isset($parts['fragment'])) {
            return 'the URL must be an address alone, without a user, "?" or "#"';
        }
        if ($this->key === '') {
            return 'the API key is missing';
        }
        if (preg_match('/[^\x21-\x7e]/', $this->key)) {
            return 'the API key holds a blank or a letter that no key has: copy it again';
        }
        return '';
    }
}
