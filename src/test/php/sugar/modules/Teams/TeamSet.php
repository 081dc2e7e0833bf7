<?php

class TeamSet
{
    /** The teams of a set by their ids. */
    public function getTeams($team_set_id)
    {
        $teams = array();
        foreach (Store::get('team_sets')[$team_set_id] as $id) {
            $teams[$id] = BeanFactory::retrieveBean('Teams', $id, array('disable_row_level_security' => true));
        }
        return $teams;
    }
}
