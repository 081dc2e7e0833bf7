<?php

if (!defined('sugarEntry') || !sugarEntry) {
    die('Not A Valid Entry Point');
}

/**
 * Why Caramel gave no answer: a code that the dashlets have a sentence for in each language, that
 * sentence in English, and the very words of Caramel or of the network, for administrators.
 */
class CaramelProblem extends Exception
{
    private static $sentences = array(
        'not_configured' => 'Caramel is not connected to this Sugar yet. Please ask your Sugar administrator to enter its URL and API key.',
        'unreachable' => 'Caramel cannot be reached right now. Please try again in a few minutes.',
        'timeout' => 'Caramel took too long to answer. Please try again in a few minutes.',
        'tls' => 'The connection to Caramel is not secure, so nothing was sent. Please tell your Sugar administrator.',
        'key' => 'Caramel does not accept the API key of this Sugar. Please tell your Sugar administrator.',
        'ip' => 'Caramel does not let this Sugar in yet. Please ask your Sugar administrator to have its IP address authorized.',
        'team' => 'Caramel does not serve this team. Please tell your Sugar administrator.',
        'busy' => 'Caramel is busy right now. Please try again in a minute.',
        'not_caramel' => 'What answers at Caramel\'s address is not Caramel. Please tell your Sugar administrator.',
        'refused' => 'Caramel did not understand this Sugar. Please tell your Sugar administrator.',
        'failed' => 'Caramel has a problem of its own right now. Please try again in a few minutes.',
    );

    /** @var string one of the codes above */
    public $reason;

    /** @var string what Caramel or the network said; may hold text from outside */
    public $detail;

    public function __construct($reason, $detail = '')
    {
        parent::__construct(self::$sentences[$reason]);
        $this->reason = $reason;
        $this->detail = (string) $detail;
    }
}
