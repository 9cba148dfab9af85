namespace Stvg.Core.Queries.Tables;

/// <summary>Forms of verbs that rules do not give.</summary>
internal static class IrregularVerbs
{
    private static readonly Dictionary<string, string> s_lemmas = TableReader.Words("""
        be : am is are was were been being
        have : has had having
        do : does did done doing
        go : goes went gone
        come : came
        run : ran running
        stand : stood
        sit : sat sitting
        leave : left
        hold : held
        wear : wore worn
        ride : rode ridden
        drive : drove driven
        take : took taken
        overtake : overtook overtaken
        give : gave given
        see : saw seen
        get : got gotten getting
        put : put putting
        cut : cut cutting
        hit : hit hitting
        let : let letting
        set : set setting
        shut : shut shutting
        throw : threw thrown
        catch : caught
        bring : brought
        carry : carrys
        speak : spoke spoken
        say : said
        tell : told
        shake : shook shaken
        bite : bit bitten
        feed : fed
        hide : hid hidden
        keep : kept
        lie : lay lain lying
        lay : laid
        lead : led
        lean : leant leaned
        make : made
        meet : met
        pay : paid
        read : read
        rise : rose risen
        fall : fell fallen
        sell : sold
        send : sent
        sing : sang sung
        sleep : slept
        smell : smelt
        speed : sped
        spin : spun spinning
        swim : swam swum swimming
        swing : swung
        sweep : swept
        think : thought
        begin : began begun beginning
        bend : bent
        break : broke broken
        build : built
        buy : bought
        choose : chose chosen
        cling : clung
        creep : crept
        dig : dug digging
        draw : drew drawn
        drink : drank drunk
        eat : ate eaten
        fight : fought
        find : found
        fly : flew flown
        kneel : knelt
        know : knew known
        light : lit
        lose : lost
        show : showed shown
        sink : sank sunk
        slide : slid
        stick : stuck
        strike : struck
        tear : tore torn
        wake : woke woken
        write : wrote written
        dress : dressed
        clad : clad
        flee : fled
        grow : grew grown
        hang : hung
        jog : jogging
        tie : tying
        stride : strode
        tread : trod trodden
        tow : towed
        shoot : shot
        """);

    /// <summary>Lemma of an irregular form, or null.</summary>
    public static string? Lemma(string form) => s_lemmas.GetValueOrDefault(form);
}
