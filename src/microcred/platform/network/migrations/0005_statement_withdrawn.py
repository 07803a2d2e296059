"""An educator's statement has a title, and may be withdrawn."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0004_statements_of_others"),
    ]

    operations = [
        migrations.AddField(
            model_name="educatorstatement",
            name="title",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="educatorstatement",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="educatorstatement",
            name="withdrawal",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="educatorstatement",
            name="reason",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
    ]
