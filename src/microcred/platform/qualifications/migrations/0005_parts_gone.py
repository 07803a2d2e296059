"""What became of a part after the award."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("qualifications", "0004_measurements")]

    operations = [
        migrations.AddField(
            model_name="part",
            name="gone",
            field=models.CharField(blank=True, default="", max_length=100),
        ),
    ]
