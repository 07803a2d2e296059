"""What stacks into what: rules and their versions, pathways, and how far somebody is."""
