namespace Stvg.Api.Routes;

/// <summary>Descriptions of parameters that many calls have.</summary>
internal static class Words
{
    public const string Cursor = "The next of the part before; left out: from the beginning.";
    public const string Limit = "At most so many, 1 to 500; default 50.";
    public const string Top = "At most so many answers, best first; default 10.";
    public const string Cameras = "Only these cameras, separated by commas; left out: all.";
    public const string From = "Only what ended after this, UTC.";
    public const string To = "Only what began before this, UTC.";
}
