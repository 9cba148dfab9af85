namespace Stvg.Client.Http;

/// <summary>One server-sent event.</summary>
/// <param name="Type">Its name; "message" where the server gave none.</param>
/// <param name="Data">Its data, lines joined by line feeds.</param>
/// <param name="Id">The id that stands for everything up to this event; empty where the server gave none.</param>
internal readonly record struct ServerEvent(string Type, string Data, string Id);
