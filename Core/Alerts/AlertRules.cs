namespace Stvg.Core.Alerts;

/// <summary>The numbers in the life of an alert; docs/alerts.md says why.</summary>
internal static class AlertRules
{
    /// <summary>An object is looked at again after this long, seconds of the stream: what it could answer now is judged at once.</summary>
    public const double JudgeEverySeconds = 0.4;

    /// <summary>What it could have answered before is judged again every so many looks; an alert is late by no more than that.</summary>
    public const int LooksPerTurn = 3;

    /// <summary>What an object did longer ago than this was judged before.</summary>
    public const double RecentlySeconds = 2.4;

    /// <summary>
    /// A pair whose object does nothing of what is asked is judged all the same after this long: its colours may be known
    /// better by now, if ever less so the longer it was seen.
    /// </summary>
    public static double JudgeAnywaySeconds(double age) => Math.Clamp(age / 4, 2.4, 10);

    /// <summary>An open alert less often, and ever less the longer it is open: nothing much is told of it before it ends.</summary>
    public static double RestOpenSeconds(double open) => Math.Min(open / 8, 2);

    /// <summary>An event that held this long ago is still taken to go on: actions have pauses.</summary>
    public const double LingerSeconds = 2;

    /// <summary>An object that was not seen for this long is gone.</summary>
    public const double GoneSeconds = 1;

    /// <summary>What is gone is remembered for this long, so that it is known again when its track is mended.</summary>
    public const double RememberSeconds = 60;

    /// <summary>Share of the threshold on which an open alert holds on: scores waver.</summary>
    public const float Hold = 0.8f;

    /// <summary>Changes are told at most this often.</summary>
    public static readonly TimeSpan UpdateEvery = TimeSpan.FromSeconds(1);

    /// <summary>A score that changed by this much is worth telling.</summary>
    public const float NoticeableScore = 0.1f;

    /// <summary>So is a tube that grew by this share: a long event is told of seldom, since every change carries the whole tube.</summary>
    public const double NoticeableGrowth = 1;

    /// <summary>No tube is longer: every frame of it has a box, and every change carries them all.</summary>
    public static readonly TimeSpan LongestTube = TimeSpan.FromMinutes(10);

    /// <summary>Mean overlap with the tube of another alert from which on both are of one object.</summary>
    public const float SameObjectIoU = 0.6f;

    /// <summary>Stepping out of a zone for no longer than this is a wobble of the box.</summary>
    public const double ZoneGapSeconds = 0.4;

    /// <summary>Ids of alerts are remembered until the camera is this far past their events, so that no event gets one twice.</summary>
    public const double RememberIdSeconds = 1800;
}
