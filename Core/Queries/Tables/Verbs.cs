using Stvg.Core.Queries.Language;

namespace Stvg.Core.Queries.Tables;

/// <summary>Verbs of the domain: <c>verbs [/ words that follow] : meaning</c>, where NP stands for any object.</summary>
internal static class Verbs
{
    private static readonly Dictionary<string, List<VerbSense>> s_senses = Read("""
        walk stroll wander pace march stride amble step tread plod shuffle saunter limp hike wade toddle waddle tiptoe : motion Walk
        run jog sprint rush hurry dash race gallop trot bolt scamper : motion Run
        stand stay remain idle hover : motion Stand
        wait queue : motion Wait
        loiter linger : motion Loiter
        hang / (around|about) : motion Loiter
        walk go run drive move / in (circles|a circle) : motion Circle
        stop halt pause brake : motion Stop
        come / to a (stop|halt|standstill) : motion Stop
        pull / up : motion Stop
        pull / over : motion Stop
        park : motion Stop
        start depart : motion Start
        set / (off|out) : motion Start
        take / off : motion Start
        turn swerve veer : motion Turn
        turn / (around|round|back) : motion TurnAround
        make / a (u-turn|turn) : motion TurnAround
        reverse back : motion Move
        accelerate : motion SpeedUp
        speed / up : motion SpeedUp
        pick / up speed : motion SpeedUp
        decelerate : motion SlowDown
        slow : motion SlowDown
        slow / down : motion SlowDown
        move go come head travel proceed advance continue roam move crawl creep roll slide glide drift pass speed : motion Move
        swim fly sail float climb descend ascend rise return retreat skate ski surf cruise zoom zip coast : motion Move
        cycle bike pedal : motion Move
        drive steer motor taxi : motion Drive
        drive steer / NP : relation drive
        walk exercise / NP : relation together_with
        fly / NP : relation hold
        drop / NP : relation release
        follow trail tail shadow : relation follow Move
        chase pursue hunt : relation chase Run
        approach near : relation towards Move
        reach : relation towards Move
        cross traverse : relation across Move
        pass / NP : relation past Move
        overtake : relation overtake Move
        circle : motion Circle
        circle / NP : relation around Move
        meet join greet encounter : relation meet
        separate split : relation separate
        split / up : relation separate
        separate / (from|with) : relation separate
        accompany escort : relation together_with
        face : relation towards
        surround : relation next_to
        enter : enter
        get / (in|inside) : enter
        arrive emerge appear : enter
        appear / to : aspect
        show turn / up : enter
        leave exit vanish disappear : leave
        hold grip clutch grasp : relation hold
        hold / [the|his|her|their|its] (hand|hands) (of|with) : relation hold_hand_of
        hold / (hand|hands) : relation hold_hand_of
        carry bear transport lug tote bring : relation carry
        push shove wheel : relation push
        pull drag tow tug haul : relation pull
        ride : motion Move
        ride / NP : relation ride
        run / after : relation chase
        walk go / after : relation follow
        mount straddle : relation ride
        ride / on : relation ride
        get / (on|onto|in|into) : relation get_on
        board : relation get_on
        climb hop step jump / (onto|into) : relation get_on
        get / (off|out of|down from|off of|out) : relation get_off
        dismount alight : relation get_off
        climb hop step jump / (out of) : relation get_off
        watch observe view see notice eye examine inspect : relation watch
        watch / at : relation watch
        look stare gaze glance peer peek glare / (at|towards|toward|upon) : relation watch
        look / (for|around) : other
        speak talk chat converse argue whisper say / (to|with) : relation speak_to
        talk speak chat converse argue discuss : relation speak_to
        talk speak chat / on : relation use
        talk speak / into : other
        phone call address interview : relation speak_to
        shout yell scream bark cry / (at|to) : relation shout_at
        shout yell scream : relation shout_at
        point gesture / (to|at|towards|toward) : relation point_to
        wave : relation wave
        wave / [the|his|her|a|its] [hand|hands|arm|arms] (to|at|towards) : relation wave_hand_to
        shake / [the|his|her] (hand|hands) [with|of|to] : relation shake_hand_with
        lean rest / (on|against|upon|over) : relation lean_on
        recline / (on|against|in) : relation lean_on
        touch feel tap : relation touch
        hug embrace cuddle : relation hug
        kiss : relation kiss
        caress stroke pet fondle : relation caress
        pat : relation pat
        lick : relation lick
        bite chew gnaw nibble : relation bite
        smell sniff : relation smell
        feed : relation feed
        hit strike punch slap beat bump smack : relation hit
        kick : relation kick
        knock : relation knock
        knock / (on|at|over|down) : relation knock
        throw toss fling hurl lob pitch : relation throw
        catch grab seize snatch take grasp : relation grab
        raise lift / [the|his|her|their|its|an|a|one|both] (arm|arms|hand|hands) : posture RaiseArm
        sit : posture Sit
        sit / down : posture Sit
        kneel crouch squat : posture Crouch
        crouch squat kneel / down : posture Crouch
        bend stoop bow duck : posture Bend
        bend stoop lean / (down|over|forward|forwards) : posture Bend
        lie : posture Lie
        lie / down : posture Lie
        fall collapse : posture Fall
        fall topple / (down|over) : posture Fall
        pick / up : relation lift
        lift raise hoist : relation lift
        release drop : relation release
        put set lay / down : relation release
        let / go of : relation release
        put place lay : relation release
        press : relation press
        squeeze pinch : relation squeeze
        use operate : relation use
        clean wash wipe sweep mop dust scrub polish : relation clean
        cut slice chop trim : relation cut
        open unlock : relation open
        close shut lock : relation close
        play strum : relation play(instrument)
        play / with : relation play_with
        hide hidden : other
        obscure occlude block : relation in_front_of
        wear don sport : wear
        dress clothe clad : wear
        have possess own : have
        be seem : be
        begin start continue keep try attempt intend proceed seem manage want decide prepare happen : aspect
        carry / on : aspect
        jump hop dance sing smoke eat drink read write work fight sleep cry laugh smile type perform : other
        clap nod yawn cough pray think listen text photograph squint stretch exercise juggle skip wrestle slip : other
        trip stumble shop : other
        look stare gaze glance peer peek rest load unload repair check search tie adjust give show hand pour paint : other
        build dig fix deliver : other
        shake point say knead arrange serve sell buy pay find count describe shelter warm enjoy relax nap blow shiver : other
        occur exist locate situate position find spot picture film capture record : seen
        """);

    /// <summary>Senses of a verb, longest pattern first; null for a verb that is not of the domain.</summary>
    public static IReadOnlyList<VerbSense>? Senses(string lemma) => s_senses.GetValueOrDefault(lemma);

    /// <summary>Names of all relations that a verb may say.</summary>
    public static IEnumerable<string> Relations => s_senses.Values.SelectMany(senses => senses).Select(s => s.Relation).OfType<string>();

    /// <summary>All verbs, base forms.</summary>
    public static IEnumerable<string> Words => s_senses.Keys;

    /// <summary>True for a verb of this table.</summary>
    public static bool IsListed(string lemma) => s_senses.ContainsKey(lemma);

    private static Dictionary<string, List<VerbSense>> Read(string table)
    {
        var senses = new Dictionary<string, List<VerbSense>>(StringComparer.Ordinal);
        foreach (var (key, value) in TableReader.Lines(table))
        {
            var (verbs, words) = key.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
                ? (key[..slash], key[(slash + 1)..].Trim())
                : (key, null);
            var meaning = TableReader.Split(value);
            var transitive = words == "NP";
            var pattern = words is null || transitive ? null : PhrasePattern.Parse(words);
            var sense = meaning[0] switch
            {
                "motion" => new VerbSense(VerbKind.Motion, Enum.Parse<Motion>(meaning[1]), null, pattern, transitive),
                "posture" => new VerbSense(VerbKind.Other, null, null, pattern, transitive, Enum.Parse<Posture>(meaning[1])),
                "relation" => new VerbSense(VerbKind.Relation, Implied(meaning), meaning[1], pattern, transitive),
                var kind => new VerbSense(Enum.Parse<VerbKind>(kind, ignoreCase: true), null, null, pattern, transitive),
            };
            foreach (var verb in TableReader.Split(verbs))
            {
                if (!senses.TryGetValue(verb, out var list)) senses.Add(verb, list = []);
                list.Add(sense);
            }
        }
        return senses;
    }

    private static Motion? Implied(string[] relation) => relation.Length > 2 ? Enum.Parse<Motion>(relation[2]) : null;
}
