<?php

if (!defined('sugarEntry') || !sugarEntry) {
    die('Not A Valid Entry Point');
}

require_once 'custom/include/caramel/CaramelAccount.php';
require_once 'custom/include/caramel/CaramelProblem.php';

/**
 * The accounts that the connector's properties hold, and which of them serves a record or a user.
 */
class CaramelAccounts
{
    const MOST_TEAMS = 20;

    private $global;
    private $teams = array();

    /**
     * @param array $properties of the connector: url, api_key, teams, and for each additional team
     *     team1_name, team1_url, team1_key and so on
     */
    public function __construct(array $properties)
    {
        $this->global = new CaramelAccount(
            '',
            self::value($properties, 'url'),
            self::value($properties, 'api_key')
        );
        for ($i = 1; $i <= self::count($properties); $i++) {
            $this->teams[] = new CaramelAccount(
                self::value($properties, "team{$i}_name"),
                self::value($properties, "team{$i}_url"),
                self::value($properties, "team{$i}_key")
            );
        }
    }

    /** How many additional teams the properties ask for: 0 to MOST_TEAMS. */
    public static function count(array $properties)
    {
        return max(0, min(self::MOST_TEAMS, (int) self::value($properties, 'teams')));
    }

    /** The accounts of the connector that is installed in this Sugar. */
    public static function ofConnector()
    {
        require_once 'include/connectors/sources/SourceFactory.php';
        $source = SourceFactory::getSource('ext_rest_caramel');
        $properties = $source ? $source->getProperties() : array();
        return new self(is_array($properties) ? $properties : array());
    }

    /** The account without a team. */
    public function globalAccount()
    {
        return $this->global;
    }

    /** The accounts of teams, in the order of the connector's page. */
    public function teamAccounts()
    {
        return $this->teams;
    }

    /**
     * The account that a user sees a record by: that of a team which the record and the user have in
     * common, the record's primary team first, else the global one. Administrators see every record,
     * and so count as members of every team here.
     */
    public function forRecord($bean, $user)
    {
        foreach ($this->teamsOfRecord($bean) as $team) {
            $account = $this->byTeam($team->name);
            if ($account !== null && ($user->isAdmin() || $this->isMember($team->id, $user))) {
                return $account;
            }
        }
        return $this->usable($this->global);
    }

    /**
     * The account of a user where there is no record: that of their default team, else of the first
     * team of theirs that has one, else the global one.
     */
    public function forUser($user)
    {
        $default = empty($user->default_team) ? null : self::teamById($user->default_team);
        if ($default && $this->byTeam($default->name) !== null) {
            return $this->byTeam($default->name);
        }
        foreach ($this->teams as $account) {
            $team = $account->mistake() === '' ? self::sugarTeam($account->team) : null;
            if ($team && $team->name === $account->team && $this->isMember($team->id, $user)) {
                return $account;
            }
        }
        return $this->usable($this->global);
    }

    /**
     * The team of Sugar that has a name, whatever the case of its letters.
     *
     * @return SugarBean|null
     */
    public static function sugarTeam($name)
    {
        if ($name === '') {
            return null;
        }
        $team = BeanFactory::newBean('Teams');
        $found = $team ? $team->retrieve_by_string_fields(array('name' => $name), false) : null;
        return $found && !empty($found->id) ? $found : null;
    }

    private function usable(CaramelAccount $account)
    {
        if ($account->mistake() !== '') {
            throw new CaramelProblem('not_configured', $account->isBlank() ? '' : $account->mistake());
        }
        return $account;
    }

    private function byTeam($name)
    {
        foreach ($this->teams as $account) {
            if ($account->team === $name && $account->team !== '' && $account->mistake() === '') {
                return $account;
            }
        }
        return null;
    }

    /** All teams of a record, the primary one first. */
    private function teamsOfRecord($bean)
    {
        require_once 'modules/Teams/TeamSet.php';
        $sets = new TeamSet();
        $teams = empty($bean->team_set_id) ? array() : $sets->getTeams($bean->team_set_id);
        $sorted = array();
        foreach ($teams as $team) {
            if ($team->id === $bean->team_id) {
                array_unshift($sorted, $team);
            } else {
                $sorted[] = $team;
            }
        }
        return $sorted;
    }

    private function isMember($teamId, $user)
    {
        $team = self::teamById($teamId);
        return $team && $team->load_relationship('users') && in_array($user->id, $team->users->get(), true);
    }

    /** Which teams there are is no secret of a team: the right to see this one does not matter. */
    private static function teamById($id)
    {
        return BeanFactory::retrieveBean('Teams', $id, array('disable_row_level_security' => true));
    }

    private static function value(array $properties, $name)
    {
        return isset($properties[$name]) ? $properties[$name] : '';
    }
}
