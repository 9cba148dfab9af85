using Stvg.Core.Tubelets;

namespace Stvg.Core.Cameras.Wire;

/// <summary>An object as the writer knows that its receivers have it: rounded, and with votes of a while ago.</summary>
/// <param name="Seen">The object as the camera saw it.</param>
/// <param name="Votes">What receivers have for its <see cref="Tubelet.ClassVotes"/>.</param>
internal readonly record struct SentObject(SceneObject Seen, IReadOnlyList<float> Votes)
{
    // Only shares of the votes count in scores; and who adds votes up may still know roughly how many there are.
    private const float NoticeableShare = 0.001f, NoticeableGrowth = 1.125f;

    /// <summary>An object that receivers get whole.</summary>
    public static SentObject Whole(SceneObject seen) => new(seen, seen.Tubelet.ClassVotes);

    /// <summary>The object with the votes that receivers have.</summary>
    public SceneObject AsSent() =>
        ReferenceEquals(Votes, Seen.Tubelet.ClassVotes) ? Seen : Seen with { Tubelet = Seen.Tubelet with { ClassVotes = Votes } };

    /// <summary>Whether somebody could notice that these votes were sent in place of those that receivers have.</summary>
    public bool IsNoticeable(IReadOnlyList<float> votes)
    {
        if (ReferenceEquals(Votes, votes)) return false;
        if (Votes.Count != votes.Count) return true;
        float before = 0, now = 0;
        int leaderBefore = -1, leaderNow = -1;
        for (var i = 0; i < votes.Count; i++)
        {
            (before, now) = (before + Finite(Votes[i]), now + Finite(votes[i]));
            if (Votes[i] > (leaderBefore < 0 ? 0 : Votes[leaderBefore])) leaderBefore = i;
            if (votes[i] > (leaderNow < 0 ? 0 : votes[leaderNow])) leaderNow = i;
        }

        if (leaderBefore != leaderNow || now > before * NoticeableGrowth || before > now * NoticeableGrowth) return true;
        for (var i = 0; i < votes.Count && now > 0; i++)
            if (MathF.Abs((Finite(Votes[i]) / before) - (Finite(votes[i]) / now)) > NoticeableShare) return true;
        return false;
    }

    private static float Finite(float vote) => float.IsFinite(vote) ? vote : 0;
}
