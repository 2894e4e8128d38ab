invite-usage = Please give the role and the place. Example: /invite clerk yongfengli. The roles are:
invite-role = { $code } — { $role }
invite-manager = Managers can't be invited here; the operator makes their link with mulin invite.
invite-made =
    Send this link to the one you invite. It works once, until { $until }:
    { $link }
    Role: { $role }, { $place }
invite-offer = You are invited to be: { $role }, { $place }
invite-by = Invited by: { $name }
invite-by-operator = Invited by: the operator
invite-accept = Do you accept?
invite-refused = All right, nothing was accepted. The link works until it ends.
invite-name = How shall residents call you? A surname is enough, for example: Chen
invite-name-again = Please give just a name of at most { $count } characters, for example: Chen
invite-welcome = Done, { $name }. You are now { $role } of { $place }. New tickets come here or to the staff chat; /queue shows what is open, /help how it works.
