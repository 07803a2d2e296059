import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('qualifications', '0005_parts_gone'),
    ]

    operations = [
        migrations.AddField(
            model_name='measurement',
            name='hands',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='Portion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('register', models.CharField(max_length=200)),
                ('keys', models.JSONField()),
                ('size', models.PositiveIntegerField()),
                ('hand', models.PositiveSmallIntegerField(null=True)),
                ('result', models.JSONField(null=True)),
                ('measurement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='portions', to='qualifications.measurement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('measurement', 'number'), name='portion_once')],
            },
        ),
    ]
