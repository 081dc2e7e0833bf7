<?php

if (!defined('sugarEntry') || !sugarEntry) {
    die('Not A Valid Entry Point');
}

require_once 'custom/include/caramel/CaramelAccounts.php';
require_once 'custom/include/caramel/CaramelCall.php';

/**
 * What Test Connector tries: each account calls Caramel with its own key, and each team must be one of
 * this Sugar's.
 */
class CaramelConnectionTest
{
    /** @var bool whether all is well */
    public $passed = true;

    /** @var string[] one line an account, plain text that may hold text from outside */
    public $lines = array();

    private $call;

    public function __construct(CaramelAccounts $accounts, $call = null)
    {
        $this->call = $call ? $call : new CaramelCall();
        $global = $accounts->globalAccount();
        $teams = $accounts->teamAccounts();
        if (!$global->isBlank() || count($teams) === 0) {
            $this->tried('Global', $global, '');
        }
        $seen = array();
        foreach ($teams as $i => $account) {
            $label = 'Team ' . ($i + 1) . ($account->team === '' ? '' : ' "' . $account->team . '"');
            $twice = isset($seen[$account->team]) ? 'the team stands here twice' : '';
            $this->tried($label, $account, $twice === '' ? $this->teamMistake($account->team) : $twice);
            $seen[$account->team] = true;
        }
    }

    private function tried($label, CaramelAccount $account, $teamMistake)
    {
        $mistake = $teamMistake === '' ? $account->mistake() : $teamMistake;
        if ($mistake !== '') {
            $this->add($label, $mistake, false);
            return;
        }
        try {
            $answer = $this->call->get($account, 'test');
            $text = isset($answer['message']) && is_string($answer['message']) ? $answer['message'] : '';
            if ($text === '') {
                $this->add($label, 'what answers at ' . $account->url . ' is not Caramel', false);
            } else {
                $this->add($label, $text, true);
            }
        } catch (CaramelProblem $problem) {
            $this->add($label, $this->said($problem, $account), false);
        }
    }

    /** The very message where Caramel gave one, else what the network said about the URL. */
    private function said(CaramelProblem $problem, CaramelAccount $account)
    {
        switch ($problem->reason) {
            case 'unreachable':
                return 'cannot reach ' . $account->url . ' (' . $problem->detail . ')';
            case 'timeout':
                return 'no answer from ' . $account->url . ' within ' . CaramelCall::SECONDS . ' seconds';
            case 'tls':
                return 'no secure connection to ' . $account->url . ' (' . $problem->detail . ')';
            case 'not_caramel':
                return 'what answers at ' . $account->url . ' is not Caramel (' . $problem->detail . ')';
        }
        return $problem->detail === '' ? $problem->getMessage() : $problem->detail;
    }

    private function teamMistake($name)
    {
        if ($name === '') {
            return 'the name of the team is missing';
        }
        $team = CaramelAccounts::sugarTeam($name);
        if ($team === null) {
            return 'this Sugar has no team of that name';
        }
        return $team->name === $name ? '' : 'this Sugar calls the team "' . $team->name . '": write it so';
    }

    private function add($label, $text, $well)
    {
        $this->lines[] = $label . ': ' . $text;
        $this->passed = $this->passed && $well;
    }
}
